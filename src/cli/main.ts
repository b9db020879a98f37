#!/usr/bin/env node
/**
 * The command line: `tacet serve | health | replay | demo | models | listen | keygen | export | recordings | verify |
 * openapi | token | access-log | audit | policy | subject | verify-receipt`.
 *
 * Exit codes: 0 done, 1 failed, 2 wrong usage; 3 where an audit has found digits. Errors are one line with their code, never a stack.
 */
import { Command, CommanderError } from 'commander';

import { addAccessLogCommand } from './commands/access-log.js';
import { addAuditCommand } from './commands/audit.js';
import { addDemoCommand } from './commands/demo.js';
import { addHealthCommand } from './commands/health.js';
import { addKeygenCommand } from './commands/keygen.js';
import { addListenCommand } from './commands/listen.js';
import { addModelsCommand } from './commands/models.js';
import { addExportCommand, addRecordingsCommand } from './commands/recordings.js';
import { addOpenapiCommand } from './commands/openapi.js';
import { addPolicyCommand } from './commands/policy.js';
import { addReplayCommand } from './commands/replay.js';
import { addServeCommand } from './commands/serve.js';
import { addSubjectCommand, addVerifyReceiptCommand } from './commands/subject.js';
import { addTokenCommand } from './commands/token.js';
import { addVerifyCommand } from './commands/verify.js';
import { kindOf } from '../core/error-cause.js';
import { TacetError } from '../core/errors.js';

const program = new Command('tacet')
  .description(
    'Relays calls between caller and agent and keeps card numbers out of ears, recordings and transcripts.',
  )
  .version('0.1.0')
  .showHelpAfterError('(try --help)')
  .exitOverride();

addServeCommand(program);
addHealthCommand(program);
addPolicyCommand(program);
addOpenapiCommand(program);
addReplayCommand(program);
addDemoCommand(program);
addListenCommand(program);
addModelsCommand(program);
addKeygenCommand(program);
addExportCommand(program);
addRecordingsCommand(program);
addVerifyCommand(program);
addSubjectCommand(program);
addVerifyReceiptCommand(program);
addTokenCommand(program);
addAccessLogCommand(program);
addAuditCommand(program);

// A reader that has seen enough (`tacet demo | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof TacetError) {
    console.error(`${error.code}: ${error.message}`);
    process.exitCode = error.code === 'TACET_USAGE' ? 2 : 1;
  } else {
    console.error(`TACET_INTERNAL: Tacet failed unexpectedly. (${kindOf(error)})`);
    if (process.env['TACET_DEBUG'] !== undefined) console.error(error);
    process.exitCode = 1;
  }
}
