/**
 * The order in which Jest runs test files: those that take longest come first, so that none of them is left for the end,
 * when one worker would go on alone. Jest orders by the durations of the last run; a fresh clone has none, and would go by
 * the size of the files.
 */
import { createRequire } from 'node:module';

/** By `require`: whether Jest loads this file by `import` or `require`, the class is in the same place. */
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

/** Longest first, ten seconds and more on two cores. */
const LONG = [
  'test/process',
  'test/every-protocol',
  'test/recordings-cli',
  'test/audit',
  'sense/engines/remote-failure',
  'bench/soak/soak',
  'test/audiohook',
  'test/s3/s3-kill',
  'test/drain',
  'test/s3/s3',
  'test/sealed',
  'test/sealed-kill',
  'test/workers',
  'test/dial-out',
  'test/overload',
  'test/freeswitch',
  'test/policy-cli',
  'test/relay',
  'test/bad-input',
  'test/asterisk',
  'sink/stores/spooled-store',
  'test/failure',
  'test/control-api',
  'cli/health',
  'test/demo',
  'test/tracing',
  'bench/canary/canary',
  'test/canary',
];

const placeOf = ({ path }) => {
  const place = LONG.findIndex((name) => path.endsWith(`/${name}.test.js`));
  return place === -1 ? LONG.length : place;
};

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    // The sort is stable: all others stay in the order that Jest gives them.
    return (await super.sort(tests)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
