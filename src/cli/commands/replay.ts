/** How `tacet replay` is called. */
import type { Command } from 'commander';

import { later } from './later.js';
import { PACES } from '../../app/replay/pace.js';

export const addReplayCommand = (program: Command): void => {
  program
    .command('replay')
    .description('play audio files as calls through a server of its own and keep what came out')
    .option('--caller <wav>', 'what the caller says (of a stereo file: left; right is the agent)')
    .option('--agent <wav>', 'what the agent says')
    .option('--manifest <json>', 'a pack of calls instead of single files')
    .option('--match <regexp>', 'only the items whose id matches')
    .requiredOption('--out <dir>', 'where the results go, one folder a call')
    .option('--pace <pace>', `${PACES.join(' or ')}: fast is exact for the recording only`, 'realtime')
    .option(
      '--protocol <name>',
      'what the bridges speak: one name, or CALLER,AGENT; a party whose bridge sends a copy (audiohook, freeswitch) ' +
        'hears nothing back, so there is no caller-heard.wav or agent-heard.wav of it',
      'rtp',
    )
    .option('--lookahead <ms>', 'delay of the live branch')
    .option('--lang <tag>', 'language of the call, or of items that name none')
    .option('--concurrency <n>', 'calls at a time')
    .option('--stt <url>', 'a speech-to-text server that hears the calls, ws:// or wss://')
    .option('--stt-engine <name>', 'what that server speaks (default: hook)')
    .option('--stt-key-env <name>', 'the environment variable that holds its key')
    .option('--picture', 'also draw each call, as picture.svg')
    .option('-c, --config <file>', 'configuration, YAML or JSON')
    .action(later(async () => (await import('../replay.js')).replayFiles));
};
