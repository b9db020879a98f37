/**
 * `tacet serve`: listens for legs until it is told to stop, then ends its calls, seals them and exits 0.
 *
 *     first signal    no new calls; those that run go on for a while; everything is sealed; 0
 *     second signal   they are ended now; everything is sealed; 0
 *     third signal    at once; what was not sealed is lost; 1
 */
import { modelProgress } from './models.js';
import { Tacet } from '../app/compose.js';
import { loadConfig, parseConfig, type Config } from '../app/config.js';
import { createLogger, type Logger } from '../app/logger.js';
import { watchFile } from '../app/reload.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';

interface ServeFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly recipient?: readonly string[];
}

const portOf = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new TacetError('TACET_USAGE', '--port is a number from 0 to 65535');
};

const overridden = (config: Config, flags: ServeFlags): Config =>
  parseConfig({
    ...config,
    listen: {
      ...config.listen,
      host: flags.host ?? config.listen.host,
      port: flags.port === undefined ? config.listen.port : portOf(flags.port),
    },
    recording: { ...config.recording, recipients: flags.recipient ?? config.recording.recipients },
  });

export const serve = async (flags: ServeFlags): Promise<void> => {
  // Whoever sends one while the models load does not mean the end.
  let reload = (): void => undefined;
  process.on('SIGHUP', () => reload());
  const config = overridden(await loadConfig(flags.config), flags);
  const log = createLogger(config.log.level);
  const progress = modelProgress();
  const tacet = await Tacet.create({ config, log, onModelProgress: progress.onProgress }).finally(() =>
    progress.stop(),
  );
  reload = (): void => {
    reloadFile(tacet, flags, log);
    if (config.listen.tls !== undefined) void tacet.reloadCertificates();
  };
  await tacet.listen().catch(async (error: unknown) => {
    // The speech workers would keep the process alive.
    await tacet.close();
    throw error;
  });
  tacet.keepRetention();
  const unwatch =
    config.reload.watch && flags.config !== undefined
      ? watchFile(flags.config, systemClock, reload)
      : undefined;
  await stopped(async (signal, hurry) => {
    unwatch?.();
    log.info('stopping', { signal });
    hurry.addEventListener('abort', () => log.warn('stopping at once'));
    await tacet.close(config.limits.shutdownMs, config.limits.drainDelayMs, hurry);
    log.info('stopped');
  });
};

const reloadFile = (tacet: Tacet, flags: ServeFlags, log: Logger): void => {
  const { config: file } = flags;
  if (file === undefined) log.warn('there is no configuration file to reload');
  else void tacet.reload(async () => overridden(await loadConfig(file), flags));
};

/** Waits for SIGINT or SIGTERM and for what is then to be done. */
const stopped = (stop: (signal: string, hurry: AbortSignal) => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const hurry = new AbortController();
    let signals = 0;
    const onSignal = (signal: string): void => {
      signals++;
      if (signals === 1) stop(signal, hurry.signal).then(resolve, reject);
      else if (signals === 2) hurry.abort();
      else process.exit(1);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
