/** For containers: `tacet health` without loading the rest of Tacet. `node health-check.js [URL]` */
import { askHealth } from './ask-health.js';

const { isGood, status } = await askHealth(process.argv[2] ?? 'http://127.0.0.1:8080', '/readyz', 4_000);
console.log(status);
process.exitCode = isGood ? 0 : 1;
