/** The calls of all processes, for the control API at the front. */
import type { Processes } from './processes.js';
import type { CallDesk } from '../../control/api/call-desk.js';
import type { Principal } from '../../control/principal.js';
import { parseCallId } from '../../core/ids.js';

/** What somebody is known by goes, and nothing else of what they have shown. */
const plain = ({ subject, roles, tenant }: Principal): Principal => ({ subject, roles, tenant });

export const remoteDesk = (processes: Processes): CallDesk => ({
  list: async () => (await processes.askAll('list')).flat(),
  show: (id, who) => processes.askOf(parseCallId(id), 'show', id, plain(who)),
  pause: (id, who, asked, requestId) =>
    processes.askOf(parseCallId(id), 'pause', id, plain(who), asked, requestId),
  resume: (id, who, pauseId, requestId) =>
    processes.askOf(parseCallId(id), 'resume', id, plain(who), pauseId, requestId),
  consent: (id, who, agrees) => processes.askOf(parseCallId(id), 'consent', id, plain(who), agrees),
  identify: (id, who, subject) => processes.askOf(parseCallId(id), 'identify', id, plain(who), subject),
});
