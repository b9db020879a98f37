/**
 * Replays one call: two peers, one running server, every file of the call on the clock of the input.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { carriesBoth, Peer } from './peer.js';
import type { Pace } from './pace.js';
import { PTIME_MS } from './peer-voice.js';
import { readWav, writeWav, type Pcm } from './wav.js';
import type { Call } from '../../call/call.js';
import { TacetError } from '../../core/errors.js';
import { LEG_ROLES, type CallId, type LegRole } from '../../core/ids.js';
import { ticksToMillis } from '../../core/units.js';
import type { Protocol } from '../../protocol/protocol.js';
import type { ReportSpan } from '../../sink/report.js';

export interface ReplayItem {
  /** Names the folder of the result. */
  readonly id: string;
  readonly callerFile: string;
  readonly agentFile: string | undefined;
  readonly language: string;
}

export interface ReplayServer {
  /** What each party's bridge speaks. Where it is one that carries both, there is one connection. */
  readonly protocols: Readonly<Record<LegRole, Protocol>>;
  /** `ws://host:port` */
  readonly url: string;
  readonly lookAheadMs: number;
  /** Resolves with the call as soon as it exists. */
  readonly callOf: (id: CallId) => Promise<Call>;
  /** Where the results go, one folder a call. */
  readonly directory: string;
  /** Forgets an earlier call of this id. */
  readonly prepare: (id: CallId) => Promise<void>;
  /** Puts the plain files of a call that has ended into a folder. */
  readonly collect: (id: CallId, into: string) => Promise<void>;
}

export interface ReplayResult {
  readonly id: string;
  readonly durationMs: number;
  readonly wallMs: number;
  readonly maskedSpans: number;
  readonly leakedMs: number;
  /** Whose bridge took audio back: what they heard is kept. The others sent copies. */
  readonly heard: readonly LegRole[];
}

interface ServerReport {
  readonly spans: readonly ReportSpan[];
  readonly leakedMs: number;
  readonly originMs: Readonly<Record<LegRole, number | null>>;
}

/** How far a fast replay runs ahead of what the recogniser has heard. */
export const AHEAD_MS = 900;
/** Silence after the file, so that what was said last is heard out. */
const TAIL_MS = 1_000;
/** At fast pace the recogniser has gone when it says nothing for so long. */
const STUCK_MS = 15_000;

export const replayCall = async (
  item: ReplayItem,
  callId: CallId,
  pace: Pace,
  server: ReplayServer,
): Promise<ReplayResult> => {
  const started = performance.now();
  const input = await readInput(item);
  const folder = join(server.directory, item.id);
  await rm(folder, { recursive: true, force: true });
  await server.prepare(callId);
  const peers = openPeers(input, item, callId, server);
  try {
    await Promise.all(peers.map((peer) => peer.open()));
    const call = await server.callOf(callId);
    const ended = new Promise<void>((resolve) => call.events.on('ended', () => resolve()));
    await untilLive(call);
    await beginWithCaller(peers, call);
    const untilMs = input.durationMs + TAIL_MS + server.lookAheadMs;
    if (pace === 'realtime') await speakInRealTime(peers, untilMs);
    else await speakFast(peers, untilMs, call);
    const refusal = refusalOf(peers);
    if (refusal !== undefined) throw new TacetError('TACET_PEER_LEFT', refusal);
    await Promise.all(peers.map((peer) => peer.close()));
    await ended;
  } catch (error) {
    for (const peer of peers) void peer.close().catch(() => undefined);
    throw error;
  }
  const report = await keep(item, callId, folder, input, peers, server);
  return {
    id: item.id,
    durationMs: Math.round(input.durationMs),
    wallMs: Math.round(performance.now() - started),
    maskedSpans: report.spans.filter((span) => span.verdict === 'masked').length,
    leakedMs: report.leakedMs,
    heard: LEG_ROLES.filter((role) => heardBy(peers, role) !== undefined),
  };
};

/** In some protocols a leg is known by its first message only, and what is said before both are is lost. */
export const untilLive = async (call: Call): Promise<void> => {
  if (call.state === 'live') return;
  await new Promise<void>((resolve) => call.events.on('state', ({ to }) => to === 'bridging' || resolve()));
};

/** The first packet of all is the caller's: the call's timeline, and with it every result, begins there. */
const beginWithCaller = async (peers: readonly Peer[], call: Call): Promise<void> => {
  peers[0]?.say();
  while (call.direction('caller') === undefined && refusalOf(peers) === undefined) await sleep(1);
};

const refusalOf = (peers: readonly Peer[]): string | undefined =>
  peers.find(({ refusal }) => refusal !== undefined)?.refusal;

const heardBy = (peers: readonly Peer[], role: LegRole): Int16Array | undefined =>
  peers.map((peer) => peer.heard(role)).find((heard) => heard !== undefined);

/** Of the caller, who is ahead. */
const saidMs = (peers: readonly Peer[]): number => peers[0]?.saidMs ?? Infinity;

interface Input extends Pcm {
  readonly durationMs: number;
  readonly caller: Int16Array;
  readonly agent: Int16Array;
}

/** A stereo file holds both: caller left, agent right. Without an agent's file the agent is silent. */
const readInput = async (item: ReplayItem): Promise<Input> => {
  const callerFile = await readWav(item.callerFile);
  const caller = callerFile.channels[0] ?? new Int16Array(0);
  let agent = callerFile.channels[1] ?? new Int16Array(0);
  if (item.agentFile !== undefined) {
    const agentFile = await readWav(item.agentFile);
    if (agentFile.rateHz !== callerFile.rateHz) {
      throw new TacetError('TACET_WAV_RATE', `${item.agentFile}: the caller's file has another rate`);
    }
    agent = agentFile.channels[0] ?? agent;
  }
  const samples = Math.max(caller.length, agent.length);
  return { ...callerFile, caller, agent, durationMs: (samples * 1_000) / callerFile.rateHz };
};

/** The caller's first. */
const openPeers = (
  input: Input,
  item: ReplayItem,
  callId: CallId,
  { url, protocols }: ReplayServer,
): readonly Peer[] => {
  const { caller, agent, rateHz } = input;
  const keep = Math.max(caller.length, agent.length);
  const peer = (protocol: Protocol, roles: readonly LegRole[]): Peer =>
    new Peer({ url, protocol, callId, roles, rateHz, language: item.language, pcm: { caller, agent }, keep });
  const isOne = protocols.caller === protocols.agent && carriesBoth(protocols.caller, callId, rateHz);
  if (isOne) return [peer(protocols.caller, LEG_ROLES)];
  return LEG_ROLES.map((role) => peer(protocols[role], [role]));
};

/** By absolute schedule: a late frame does not delay those after it. */
const speakInRealTime = async (peers: readonly Peer[], untilMs: number): Promise<void> => {
  const started = performance.now();
  while (saidMs(peers) < untilMs && refusalOf(peers) === undefined) {
    const due = performance.now() - started;
    while (saidMs(peers) <= due && saidMs(peers) < untilMs) for (const peer of peers) peer.say();
    await sleep(Math.max(1, saidMs(peers) - (performance.now() - started)));
  }
};

/** As fast as the recogniser keeps up; without a recogniser, as fast as the server reads. */
const speakFast = async (peers: readonly Peer[], untilMs: number, call: Call): Promise<void> => {
  const heardMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  let wake = (): void => undefined;
  call.events.on('heard', ({ leg, heardTo }) => {
    heardMs[leg] = ticksToMillis(heardTo);
    wake();
  });
  while (saidMs(peers) < untilMs && refusalOf(peers) === undefined) {
    const limit = call.speech === undefined ? Infinity : Math.min(heardMs.caller, heardMs.agent) + AHEAD_MS;
    if (saidMs(peers) < limit) {
      for (const peer of peers) peer.say();
      if (saidMs(peers) % (PTIME_MS * 10) === 0) await sleep(0);
      continue;
    }
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      wake = resolve;
      timer = setTimeout(() => reject(new TacetError('TACET_ENGINE_FAILED', 'no answer')), STUCK_MS);
    });
    clearTimeout(timer);
  }
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Brings the server's files to the input's clock and adds what the peers heard. */
const keep = async (
  item: ReplayItem,
  callId: CallId,
  folder: string,
  input: Input,
  peers: readonly Peer[],
  server: ReplayServer,
): Promise<ServerReport> => {
  await server.collect(callId, folder);
  const path = join(folder, 'report.json');
  const report = JSON.parse(await readFile(path, 'utf8')) as ServerReport;
  const samples = Math.max(input.caller.length, input.agent.length);
  const recording = await readWav(join(folder, 'recording.wav'));
  const shiftMs = report.originMs.caller ?? 0;
  const channels = LEG_ROLES.map((role, i) => {
    const from = Math.round(((report.originMs[role] ?? 0) * recording.rateHz) / 1_000);
    const wanted = (samples * recording.rateHz) / input.rateHz;
    const cut = new Int16Array(wanted);
    cut.set((recording.channels[i] ?? cut).subarray(from, from + wanted));
    return cut;
  });
  await writeWav(join(folder, 'recording.wav'), { rateHz: recording.rateHz, channels });
  for (const role of LEG_ROLES) {
    const heard = heardBy(peers, role);
    if (heard !== undefined)
      await writeWav(join(folder, `${role}-heard.wav`), { rateHz: input.rateHz, channels: [heard] });
  }
  const spans = report.spans.map((span) => ({
    ...span,
    startMs: span.startMs - shiftMs,
    endMs: span.endMs - shiftMs,
    decidedAtMs: span.decidedAtMs - shiftMs,
  }));
  await writeFile(path, `${JSON.stringify({ ...report, id: item.id, spans }, null, 2)}\n`);
  return report;
};
