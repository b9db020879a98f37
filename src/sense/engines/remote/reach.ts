/** Whether a server can be reached and takes a session: asked once, when Tacet starts, so that a wrong address is told then. */
import type { Clock } from '../../../core/clock.js';
import { codeOf, type ErrorCode } from '../../../core/errors.js';
import { Connection } from './connection.js';
import type { Dialect, DialectRequest } from './dialect.js';
import type { RemoteLimits } from './options.js';

/** @returns why it cannot; undefined where it can */
export const reach = (
  dialect: Dialect,
  request: DialectRequest,
  limits: RemoteLimits,
  clock: Clock,
): Promise<ErrorCode | undefined> =>
  new Promise((resolve) => {
    const talk = dialect.talk(request);
    const done = (code?: ErrorCode): void => {
      limit.cancel();
      connection.close();
      resolve(code);
    };
    const connection = new Connection(dialect.target(request), limits, dialect.closeCodes, clock, {
      opened: () => {
        if (talk.isReadyAtOnce) done();
        else for (const text of talk.greeting) connection.sendText(text);
      },
      text: (text) => {
        try {
          if (talk.read(text).some(({ kind }) => kind === 'ready')) done();
        } catch (error) {
          done(codeOf(error));
        }
      },
      gone: done,
    });
    const limit = clock.after(limits.connectTimeoutMs, () => done('TACET_STT_SLOW'));
  });
