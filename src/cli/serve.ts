/**
 * `tacet serve`: listens for legs until it is told to stop, then ends its calls, seals them and exits 0.
 *
 *     first signal    no new calls; those that run go on for a while; everything is sealed; 0
 *     second signal   they are ended now; everything is sealed; 0
 *     third signal    at once; what was not sealed is lost; 1
 */
import { modelProgress } from './models.js';
import { Tacet, type TacetOptions } from '../app/compose.js';
import { loadConfig, parseConfig, type Config } from '../app/config.js';
import { guardProcess } from '../app/guard-process.js';
import { createLogger, type Logger } from '../app/logger.js';
import { Front } from '../app/processes/front.js';
import { watchFile } from '../app/reload.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';

interface ServeFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly recipient?: readonly string[];
  readonly workers?: string;
}

const portOf = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new TacetError('TACET_USAGE', '--port is a number from 0 to 65535');
};

const workersOf = (text: string): number => {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new TacetError('TACET_USAGE', '--workers is a number of processes');
};

const overridden = (config: Config, flags: ServeFlags): Config =>
  parseConfig({
    ...config,
    listen: {
      ...config.listen,
      host: flags.host ?? config.listen.host,
      port: flags.port === undefined ? config.listen.port : portOf(flags.port),
    },
    workers: flags.workers === undefined ? config.workers : workersOf(flags.workers),
    recording: { ...config.recording, recipients: flags.recipient ?? config.recording.recipients },
  });

export const serve = async (flags: ServeFlags): Promise<void> => {
  // Whoever sends one while the models load does not mean the end.
  let reload = (): void => undefined;
  process.on('SIGHUP', () => reload());
  const config = overridden(await loadConfig(flags.config), flags);
  const log = createLogger(config.log.level);
  guardProcess(log);
  const progress = modelProgress();
  const server = await opened({ config, log, onModelProgress: progress.onProgress }).finally(() =>
    progress.stop(),
  );
  reload = (): void => {
    reloadFile(server, flags, log);
    if (config.listen.tls !== undefined) void server.reloadCertificates?.();
  };
  await server.listen().catch(async (error: unknown) => {
    // The speech workers would keep the process alive.
    await server.close();
    throw error;
  });
  server.keepRetention();
  const unwatch =
    config.reload.watch && flags.config !== undefined
      ? watchFile(flags.config, systemClock, reload)
      : undefined;
  await stopped(
    async (signal, hurry) => {
      unwatch?.();
      log.info('stopping', { signal });
      hurry.addEventListener('abort', () => log.warn('stopping at once'));
      await server.close(config.limits.shutdownMs, config.limits.drainDelayMs, hurry);
      log.info('stopped');
    },
    () => server.kill?.(),
  );
};

/** One process, or the front of several. */
interface Served extends Pick<Tacet, 'listen' | 'close' | 'reload' | 'keepRetention'> {
  reloadCertificates?(): Promise<void>;
  /** Ends what would outlive this process. */
  kill?(): void;
}

const opened = (options: TacetOptions): Promise<Served> =>
  options.config.workers > 1 ? Front.create(options) : Tacet.create(options);

const reloadFile = (server: Served, flags: ServeFlags, log: Logger): void => {
  const { config: file } = flags;
  if (file === undefined) log.warn('there is no configuration file to reload');
  else void server.reload(async () => overridden(await loadConfig(file), flags));
};

/** Waits for SIGINT or SIGTERM and for what is then to be done. */
const stopped = (
  stop: (signal: string, hurry: AbortSignal) => Promise<void>,
  kill: () => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const hurry = new AbortController();
    let signals = 0;
    const onSignal = (signal: string): void => {
      signals++;
      if (signals === 1) stop(signal, hurry.signal).then(resolve, reject);
      else if (signals === 2) hurry.abort();
      else {
        kill();
        process.exit(1);
      }
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
