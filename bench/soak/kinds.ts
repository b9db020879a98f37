/**
 * The kinds of calls that come and go in a soak, in this order, again and again. A new one is an entry here.
 */
import { sendKey, within } from '#tacet/test/bridges/rtp-client.js';
import type { Random } from '../dialogues/random.js';
import type { Stage } from './stage.js';

export interface CallKind {
  readonly name: string;
  readonly what: string;
  /** Resolves when both legs have gone. */
  readonly play: (stage: Stage, id: string, random: Random) => Promise<void>;
}

const TEST_NUMBERS = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117'];
/** A key is held for 100 ms, in seven packets, and there is a pause behind it. */
const FRAMES_A_KEY = 8;
/** A ping and its time-out, with whatever the machine has to do meanwhile. */
const UNANSWERED_MS = 120_000;

export const KINDS: readonly CallKind[] = [
  {
    name: 'spoken',
    what: 'The caller says a card number',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      const speech = stage.speech(random);
      const frames = stage.length(random);
      await stage.talk(legs, frames, (frame) => speech[frame % speech.length] ?? Buffer.alloc(0));
      await stage.hangUp(legs);
    },
  },
  {
    name: 'keyed',
    what: 'The caller keys a card number (RFC 4733)',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      await stage.talk(legs, FRAMES_A_KEY);
      for (const digit of random.pick(TEST_NUMBERS)) {
        sendKey(legs.caller, Number(digit));
        await stage.talk(legs, FRAMES_A_KEY);
      }
      await stage.hangUp(legs);
    },
  },
  {
    name: 'paused',
    what: 'Paused and resumed by the API, then paused to its end',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      const third = Math.ceil(stage.length(random) / 3);
      await stage.talk(legs, third);
      await stage.api(async (api) => {
        await api.pause(id);
        await stage.talk(legs, third);
        await api.resume(id);
        await api.pause(id);
      });
      await stage.talk(legs, third);
      await stage.hangUp(legs);
    },
  },
  {
    name: 'vanished',
    what: 'The cable of the caller is cut: no end, and no answer to pings',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      await stage.talk(legs, stage.length(random));
      legs.caller.socket.pause();
      await within(legs.agent.closed, 'the call to be given up', UNANSWERED_MS);
      legs.caller.terminate();
    },
  },
  {
    name: 'cut off',
    what: 'Both ends of the connection go without a word in the middle of a number',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      const speech = stage.speech(random);
      await stage.talk(
        legs,
        stage.length(random),
        (frame) => speech[frame % speech.length] ?? Buffer.alloc(0),
      );
      legs.caller.terminate();
      legs.agent.terminate();
      await within(legs.caller.closed, 'the connection to be cut');
    },
  },
  {
    name: 'watched',
    what: 'A wallboard reads its events and levels, looks at it, and goes away',
    play: async (stage, id, random) => {
      const legs = await stage.legs(id);
      const leave = stage.follow('/v1/events?type=call.started,mask.started,levels');
      await stage.talk(legs, stage.length(random));
      await stage.api(async (api) => {
        await api.heads(id);
        await api.callIds();
      });
      leave();
      await stage.hangUp(legs);
    },
  },
  {
    name: 'lonely',
    what: 'The agent never comes',
    play: async (stage, id) => {
      const caller = await stage.connect(id, 'caller');
      for (let i = 0; i < FRAMES_A_KEY; i++) caller.send(Buffer.alloc(160, 0xff));
      await caller.close();
    },
  },
  {
    name: 'refused',
    what: 'Legs that Tacet cannot take, and one that breaks the protocol',
    play: async (stage, id) => {
      // They are told why by the close code of a connection that is opened for that.
      for (const path of [`${id}?codec=G722`, `${id}?lang=nonsense!`]) {
        const [call = '', query = ''] = path.split('?');
        const refused = await stage.connect(call, 'caller', `?${query}`);
        await within(refused.closed, 'the leg to be refused');
      }
      const leg = await stage.connect(id, 'caller');
      leg.socket.send('no packet');
      await within(leg.closed, 'the leg to be closed');
    },
  },
  {
    name: 'foreign',
    what: 'In a language that nobody listens to, and without a word',
    play: async (stage, id, random) => {
      const legs = {
        caller: await stage.connect(id, 'caller', '?lang=fr'),
        agent: await stage.connect(id, 'agent'),
      };
      await stage.talk(legs, Math.ceil(stage.length(random) / 2));
      await stage.hangUp(legs);
    },
  },
];
