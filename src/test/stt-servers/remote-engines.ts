/** Every remote engine with a simulated server of its vendor. */
import { AssemblyAiServer } from './assemblyai-server.js';
import { DeepgramServer } from './deepgram-server.js';
import { HookServer } from './hook-server.js';
import { SherpaServer } from './sherpa-server.js';
import { TEST_KEY, type SttServer } from './stt-server.js';
import { VoskServer } from './vosk-server.js';

const KEY_VARIABLE = 'TACET_TEST_STT_KEY';
process.env[KEY_VARIABLE] = TEST_KEY;

export interface Simulated {
  readonly server: () => SttServer;
  readonly path: string;
  readonly options: object;
  /** Whether silence is answered for, too. */
  readonly answersSilence: boolean;
}

export const REMOTE = {
  hook: { server: () => new HookServer(), path: '', options: {}, answersSilence: true },
  'vosk-server': { server: () => new VoskServer(), path: '', options: {}, answersSilence: true },
  deepgram: {
    server: () => new DeepgramServer(),
    path: '/v1/listen',
    options: { apiKeyEnv: KEY_VARIABLE },
    answersSilence: true,
  },
  assemblyai: {
    server: () => new AssemblyAiServer(),
    path: '/v3/ws',
    options: { apiKeyEnv: KEY_VARIABLE },
    answersSilence: false,
  },
  'sherpa-onnx-server': {
    server: () => new SherpaServer(),
    path: '',
    options: {},
    answersSilence: false,
  },
} as const satisfies Record<string, Simulated>;

export type RemoteName = keyof typeof REMOTE;
export const REMOTE_NAMES = Object.keys(REMOTE) as RemoteName[];

export const optionsFor = (name: RemoteName, server: SttServer, more: object = {}): object => ({
  url: `${server.url}${REMOTE[name].path}`,
  ...REMOTE[name].options,
  ...more,
});
