/** Every fault: a file and a line here. */
import type { Fault } from '../fault.js';
import { engineThrow } from './engine-throw.js';
import { engineHang } from './engine-hang.js';
import { engineCrash } from './engine-crash.js';
import { engineMemory } from './engine-memory.js';
import { engineSlow } from './engine-slow.js';
import { engineGarbage } from './engine-garbage.js';
import { loopStall } from './loop-stall.js';
import { clockJump } from './clock-jump.js';
import { halfOpen } from './half-open.js';
import { slowReader } from './slow-reader.js';
import { burst } from './burst.js';
import { loss } from './loss.js';
import { senderRestarts } from './restart.js';
import { peerCloses } from './peer-closes.js';
import { storeFull } from './store-full.js';
import { storeSlow } from './store-slow.js';
import { storeGone } from './store-gone.js';
import { objectStoreAway } from './object-store-away.js';
import { objectStoreSlow } from './object-store-slow.js';
import { objectStoreErrors } from './object-store-errors.js';
import { metricsScraped } from './metrics.js';
import { badReload } from './bad-reload.js';
import { killed } from './killed.js';
import { terminated } from './terminated.js';

export const FAULTS: readonly Fault[] = [
  engineThrow,
  engineHang,
  engineCrash,
  engineMemory,
  engineSlow,
  engineGarbage,
  loopStall,
  clockJump,
  halfOpen,
  slowReader,
  burst,
  loss,
  senderRestarts,
  peerCloses,
  storeFull,
  storeSlow,
  storeGone,
  objectStoreAway,
  objectStoreSlow,
  objectStoreErrors,
  metricsScraped,
  badReload,
  terminated,
  killed,
];
