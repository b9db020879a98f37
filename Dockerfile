# Builds Tacet and runs `tacet serve` as an unprivileged user.
#
#   docker build -t tacet .
#   docker run --read-only --tmpfs /tmp -v tacet-home:/home/tacet -v "$PWD/recordings:/recordings" \
#     -v "$PWD/tacet.yaml:/tacet.yaml:ro" -p 8080:8080 tacet serve --host 0.0.0.0 --config /tacet.yaml
#
# The configuration says who may do what (auth; tacet token create makes a key): without that it does not start, because
# others reach its port. It also says who may read recordings (recording.recipients; tacet keygen): without that nothing
# is recorded. The recogniser's files are fetched, by hash, into /home/tacet at the first start, and the key that signs
# ledgers is made there; keep that volume.

FROM node:20-bookworm AS build
WORKDIR /tacet
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY bench ./bench
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production TACET_HOME=/home/tacet
RUN useradd --system --create-home --home-dir /home/tacet tacet \
  && mkdir /recordings && chown tacet /recordings
WORKDIR /tacet
COPY --from=build /tacet/node_modules ./node_modules
COPY --from=build /tacet/dist ./dist
COPY fixtures/models ./fixtures/models
COPY package.json LICENSE ./
USER tacet
WORKDIR /
VOLUME ["/home/tacet", "/recordings"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s \
  CMD node -e "fetch('http://127.0.0.1:8080/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
ENTRYPOINT ["node", "/tacet/dist/cli/main.js"]
CMD ["serve", "--host", "0.0.0.0"]
