/**
 * A WebSocket that gives its reason also where `ws` closes it unasked: for a message that is too big.
 */
import { WebSocket } from 'ws';

import { ERRORS, type ErrorCode } from '../core/errors.js';

const TOO_BIG: ErrorCode = 'TACET_MESSAGE_TOO_BIG';

export class ReasonedWebSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason ?? (code === ERRORS[TOO_BIG].closeCode ? TOO_BIG : undefined));
  }
}
