/**
 * One call on a `tacet serve` of its own, a process that gets a signal amid the call.
 *
 * Nobody sees from here how far its recogniser has come: the call is played eight times as fast as it was spoken.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cardCall, FRAME_MS, hushFrames } from './card-call.js';
import type { Fault } from './fault.js';
import { chaosConfig } from './stand.js';
import type { Outcome } from './trial.js';
import type { Vault } from './vault.js';
import { lookAt } from './voice.js';
import type { Random } from '../dialogues/random.js';
import { RtpClient, within } from '#tacet/test/bridges/rtp-client.js';
import { Child } from '#tacet/test/bridges/tacet-process.js';

const TIMES = 8;
/** Sent together: timers are no finer. */
const FRAMES_AT_ONCE = 4;
/** Calls may go on for so long after SIGTERM. */
const LONGEST_SHUTDOWN_MS = 1_500;

export const runProcessTrial = async (
  vault: Vault,
  fault: Fault & { readonly signal: NodeJS.Signals },
  trial: number,
  random: Random,
): Promise<Outcome> => {
  const frames = cardCall(random, 'none', 0);
  const struck = Math.floor(random.between(0.02, 0.95) * frames.length);
  const file = join(vault.directory, `t${String(trial)}.json`);
  const { limits, ...config } = chaosConfig();
  const shutdownMs = random.whole(0, LONGEST_SHUTDOWN_MS);
  await writeFile(file, JSON.stringify({ ...config, ...vault.config, limits: { ...limits, shutdownMs } }));
  const server = new Child(['serve', '--port', '0', '--config', file]);
  try {
    const { port } = await server.logged('listening');
    const id = `t${String(trial)}`;
    const url = `ws://127.0.0.1:${String(port)}/v1/rtp/${id}`;
    const caller = await RtpClient.open(`${url}/caller`);
    const agent = await RtpClient.open(`${url}/agent`);
    const says = hushFrames(16, random);
    for (let i = 0; i < frames.length && caller.socket.readyState === caller.socket.OPEN; i++) {
      if (i === struck) server.process.kill(fault.signal);
      caller.send(frames[i]?.payload ?? Buffer.alloc(0));
      agent.send(says[i % says.length] ?? Buffer.alloc(0));
      if (i % FRAMES_AT_ONCE === 0)
        await new Promise((resolve) => setTimeout(resolve, (FRAMES_AT_ONCE * FRAME_MS) / TIMES));
    }
    const { reason } = await caller.close();
    await within(agent.closed, `the agent to be told of "${fault.name}"`);
    const { status } = await server.finished();
    const isWhole = fault.breaksRecord !== true;
    const sealed = await vault.sealed(id, isWhole);
    const heard = lookAt(agent.received.map(({ payload }) => payload));
    return {
      fault: fault.name,
      trial,
      leakedFrames: heard.secretFrames,
      leakedSamples: heard.secretSamples,
      recordedSamples: sealed.secretSamples,
      isLost: false,
      closedBy: reason,
      broken: [
        ...sealed.faults,
        ...(isWhole && status !== 0 ? [`the process exited ${String(status)}`] : []),
      ],
      recoveryMs: undefined,
      passed: 0,
    };
  } finally {
    server.process.kill('SIGKILL');
  }
};
