/**
 * A thread of crew.ts: judges one job after the other.
 */
import { parentPort } from 'node:worker_threads';

import { judgeJob, type Job } from './crew.js';

parentPort?.on('message', (job: Job) => parentPort?.postMessage(judgeJob(job)));
