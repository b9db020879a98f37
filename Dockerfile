# Builds Tacet and runs `tacet serve` as an unprivileged user.
#
#   docker build -t tacet .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --ulimit core=0 \
#     --memory 2g --memory-swap 2g -v tacet-home:/home/tacet -v "$PWD/recordings:/recordings" \
#     -v "$PWD/tacet.yaml:/tacet.yaml:ro" -p 8080:8080 tacet serve --host 0.0.0.0 --config /tacet.yaml
#
# The configuration says who may do what (auth; tacet token create makes a key): without that it does not start, because
# others reach its port. It also says who may read recordings (recording.recipients; tacet keygen): without that nothing
# is recorded. Nothing but the two volumes is written to. The recogniser's files are fetched, by hash, into /home/tacet at
# the first start, and the key that signs ledgers is made there; keep that volume. No core dumps and no swap (--ulimit,
# --memory-swap): audio that is not cleared is in memory.

FROM node:24-bookworm AS build
WORKDIR /tacet
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY bench ./bench
RUN npm run build && npm prune --omit=dev && rm -rf dist/bench dist/test && find dist -name '*.test.*' -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production TACET_HOME=/home/tacet
# A number, so that Kubernetes can see that it is not root.
RUN groupadd --gid 10001 tacet \
  && useradd --uid 10001 --gid 10001 --create-home --home-dir /home/tacet --shell /usr/sbin/nologin tacet \
  && mkdir /recordings && chown 10001:10001 /recordings && chmod 0700 /recordings /home/tacet
WORKDIR /tacet
COPY --from=build /tacet/node_modules ./node_modules
COPY --from=build /tacet/dist ./dist
COPY fixtures/models ./fixtures/models
COPY package.json LICENSE ./
USER 10001:10001
WORKDIR /
VOLUME ["/home/tacet", "/recordings"]
EXPOSE 8080
STOPSIGNAL SIGTERM
# By the configuration of the process that runs, TLS or not.
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s \
  CMD ["node", "/tacet/dist/cli/main.js", "health", "--pid", "1", "--timeout", "4000"]
# `ulimit -c 0` holds for the process that takes its place.
ENTRYPOINT ["/bin/sh", "-c", "ulimit -c 0; exec node /tacet/dist/cli/main.js \"$@\"", "tacet"]
CMD ["serve", "--host", "0.0.0.0"]
