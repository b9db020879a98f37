/** A speech worker for tests that answers whatever it is told with what `workerData.says`, until it is told to go. */
import { parentPort, workerData } from 'node:worker_threads';

const { says } = workerData as { readonly says: unknown };
parentPort?.on('message', ({ kind }: { readonly kind: string }) => {
  if (kind === 'shutdown') parentPort?.close();
  else parentPort?.postMessage(says);
});
parentPort?.postMessage({ kind: 'ready' });
