/**
 * Every error that leaves a boundary: one class, a stable code, one row in this table.
 *
 * Messages are fixed texts. They never carry a payload, a digit or a word; `detail` may hold names, counts
 * and limits only. ARCHITECTURE.md shows the same table to users.
 */

interface Row {
  readonly message: string;
  /** WebSocket close code (RFC 6455, section 7.4), where the error ends a leg. */
  readonly closeCode: number;
  /** HTTP status, where the error refuses a request. */
  readonly status: number;
  readonly blame: 'peer' | 'user' | 'tacet';
}

export const ERRORS = {
  TACET_RTP_MALFORMED: {
    message: 'The message is not an RTP packet (RFC 3550, section 5.1).',
    closeCode: 1007,
    status: 400,
    blame: 'peer',
  },
  TACET_TEXT_MESSAGE: {
    message: 'This endpoint takes binary messages only.',
    closeCode: 1003,
    status: 400,
    blame: 'peer',
  },
  TACET_MESSAGE_TOO_BIG: {
    message: 'The message is larger than this endpoint allows.',
    closeCode: 1009,
    status: 413,
    blame: 'peer',
  },
  TACET_MESSAGE_RATE: { message: 'Too many messages a second.', closeCode: 1008, status: 429, blame: 'peer' },
  TACET_PAYLOAD_BAD: {
    message: 'The payload does not fit the codec of this leg.',
    closeCode: 1007,
    status: 400,
    blame: 'peer',
  },
  TACET_BYTE_ORDER: {
    message: 'The linear audio of this leg comes in the other byte order.',
    closeCode: 1007,
    status: 400,
    blame: 'peer',
  },
  TACET_PAYLOAD_TYPE: {
    message: 'The payload type is not one of this leg.',
    closeCode: 1007,
    status: 400,
    blame: 'peer',
  },
  TACET_SLOW_READER: { message: 'The peer reads too slowly.', closeCode: 1013, status: 503, blame: 'peer' },
  TACET_MESSAGE_MALFORMED: {
    message: 'The message is not one of this protocol.',
    closeCode: 1007,
    status: 400,
    blame: 'peer',
  },
  TACET_JOIN_TIMEOUT: {
    message: 'The peer did not say in time which call and leg it is.',
    closeCode: 1008,
    status: 408,
    blame: 'peer',
  },
  TACET_UNAUTHORISED: {
    message: 'The credentials or the signature of the request are missing or wrong.',
    closeCode: 1008,
    status: 401,
    blame: 'peer',
  },
  TACET_TOKEN: {
    message: 'The token or key that was shown does not hold.',
    closeCode: 1008,
    status: 401,
    blame: 'peer',
  },
  TACET_CERTIFICATE: {
    message: 'The client certificate stands for nobody here.',
    closeCode: 1008,
    status: 401,
    blame: 'peer',
  },
  TACET_FORBIDDEN: {
    message: 'None of your roles allows this.',
    closeCode: 1008,
    status: 403,
    blame: 'peer',
  },
  TACET_NETWORK: {
    message: 'This is not allowed from your network address.',
    closeCode: 1008,
    status: 403,
    blame: 'peer',
  },
  TACET_HOURS: {
    message: 'This is not allowed at this time of the week.',
    closeCode: 1008,
    status: 403,
    blame: 'peer',
  },
  TACET_TENANT_OTHER: {
    message: 'The call or the tenant that was named belongs to another tenant.',
    closeCode: 1008,
    status: 403,
    blame: 'peer',
  },
  TACET_RATE: {
    message: 'Too many requests from your address; come again in a minute.',
    closeCode: 1008,
    status: 429,
    blame: 'peer',
  },
  TACET_PROVIDER_AWAY: {
    message: 'The keys of the identity provider cannot be fetched, so its tokens cannot be checked.',
    closeCode: 1013,
    status: 503,
    blame: 'user',
  },
  TACET_LEG_TAKEN: {
    message: 'This leg of the call already has a connection.',
    closeCode: 1008,
    status: 409,
    blame: 'peer',
  },
  TACET_LEG_UNKNOWN: {
    message: 'The leg must be "caller" or "agent".',
    closeCode: 1008,
    status: 404,
    blame: 'peer',
  },
  TACET_CALL_ID: {
    message: 'The call id must be 1 to 128 letters, digits, dots, dashes, underscores or tildes.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_CALL_ENDED: { message: 'The call has ended.', closeCode: 1000, status: 410, blame: 'peer' },
  TACET_PEER_LEFT: {
    message: 'The other leg has left the call.',
    closeCode: 1000,
    status: 410,
    blame: 'peer',
  },
  TACET_CODEC_UNKNOWN: {
    message: 'The codec is not supported.',
    closeCode: 1003,
    status: 400,
    blame: 'peer',
  },
  TACET_RATE_UNSUPPORTED: {
    message: 'The codec does not run at this sample rate.',
    closeCode: 1003,
    status: 400,
    blame: 'peer',
  },
  TACET_PTIME_UNSUPPORTED: {
    message: 'The ptime must be 10, 20, 30, 40 or 60 ms.',
    closeCode: 1003,
    status: 400,
    blame: 'peer',
  },
  TACET_MIX: {
    message: 'The mix of the parties in this audio does not fit the leg.',
    closeCode: 1003,
    status: 400,
    blame: 'peer',
  },
  TACET_LANGUAGE: {
    message: 'The language must be a tag such as "en".',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_CONSENT: {
    message: 'The consent must be "given" or "refused".',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_CONSENT_FINAL: {
    message: 'Consent that was refused or withdrawn cannot be given again in this call.',
    closeCode: 1008,
    status: 409,
    blame: 'peer',
  },
  TACET_CONSENT_WAY: {
    message: 'The policy does not let consent be told this way.',
    closeCode: 1008,
    status: 409,
    blame: 'peer',
  },
  TACET_SUBJECT: {
    message: 'The id of the caller must be one line, no long one, and no card number.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_TENANT_UNKNOWN: {
    message: 'Calls of this tenant are not taken.',
    closeCode: 1008,
    status: 403,
    blame: 'peer',
  },
  TACET_TENANT: {
    message: 'The name of the tenant is not valid.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_DIAL_FAILED: {
    message: 'The other party could not be reached.',
    closeCode: 1014,
    status: 502,
    blame: 'peer',
  },
  TACET_REQUEST: {
    message: 'The request is not one that this endpoint takes.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_NO_CALL: {
    message: 'There is no call of this id now.',
    closeCode: 1008,
    status: 404,
    blame: 'peer',
  },
  TACET_CALL_RUNS: {
    message: 'The call still runs.',
    closeCode: 1008,
    status: 409,
    blame: 'peer',
  },
  TACET_NO_PAUSE: {
    message: 'There is no pause of this id in this call.',
    closeCode: 1008,
    status: 404,
    blame: 'peer',
  },
  TACET_PAUSE_LIMIT: {
    message: 'Too many pauses run in this call.',
    closeCode: 1008,
    status: 429,
    blame: 'peer',
  },
  TACET_PAUSE_LENGTH: {
    message: 'The pause is longer than may be asked for.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_PAUSE_REASON: {
    message: 'The reason must not hold more than two digits, in figures or in words: it is kept for good.',
    closeCode: 1008,
    status: 400,
    blame: 'peer',
  },
  TACET_REQUEST_REUSED: {
    message: 'This request id was used for another request.',
    closeCode: 1008,
    status: 409,
    blame: 'peer',
  },
  TACET_PATH_UNKNOWN: {
    message: 'There is nothing at this path.',
    closeCode: 1008,
    status: 404,
    blame: 'peer',
  },
  TACET_WEBSOCKET_ONLY: {
    message: 'A bridge connects to this path by WebSocket.',
    closeCode: 1008,
    status: 426,
    blame: 'peer',
  },
  TACET_LONELY: {
    message: 'The other leg of the call did not come in time.',
    closeCode: 1008,
    status: 408,
    blame: 'peer',
  },
  TACET_BUSY: { message: 'No further call can be taken now.', closeCode: 1013, status: 503, blame: 'tacet' },
  TACET_DRAINING: { message: 'The server is shutting down.', closeCode: 1001, status: 503, blame: 'tacet' },
  TACET_IDLE: { message: 'Nothing was received for too long.', closeCode: 1001, status: 408, blame: 'peer' },
  TACET_INTERNAL: {
    message: 'Tacet failed; the call was masked.',
    closeCode: 1011,
    status: 500,
    blame: 'tacet',
  },
  TACET_CONFIG: { message: 'The configuration is not valid.', closeCode: 1011, status: 500, blame: 'user' },
  TACET_USAGE: { message: 'The command line is not valid.', closeCode: 1011, status: 400, blame: 'user' },
  TACET_WAV_UNREADABLE: {
    message: 'The file is not a readable WAV file.',
    closeCode: 1011,
    status: 400,
    blame: 'user',
  },
  TACET_WAV_RATE: {
    message: 'The WAV file must have 8000, 16000, 24000 or 48000 samples a second.',
    closeCode: 1011,
    status: 400,
    blame: 'user',
  },
  TACET_MANIFEST: { message: 'The manifest is not readable.', closeCode: 1011, status: 400, blame: 'user' },
  TACET_MODEL_UNAVAILABLE: {
    message: 'The recogniser model could not be fetched.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_MODEL_CORRUPT: {
    message: 'A recogniser file does not have the expected SHA-256.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_ENGINE_UNKNOWN: {
    message: 'No recogniser engine of this name is registered.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_ENGINE_FAILED: { message: 'The recogniser failed.', closeCode: 1011, status: 500, blame: 'tacet' },
  TACET_STT_AWAY: {
    message: 'The speech-to-text server cannot be reached.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_STT_REFUSED: {
    message: 'The speech-to-text server refuses the session: its credentials, its limits or its options.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_STT_SLOW: {
    message: 'The speech-to-text server does not answer in time.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_STT_PROTOCOL: {
    message: 'The speech-to-text server says what its protocol does not allow.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_STORE_FAILED: {
    message: 'The recording could not be written.',
    closeCode: 1011,
    status: 500,
    blame: 'tacet',
  },
  TACET_STORE_AWAY: {
    message: 'The object store cannot be reached.',
    closeCode: 1011,
    status: 503,
    blame: 'user',
  },
  TACET_STORE_REFUSED: {
    message: 'The object store refuses: its credentials, its bucket, its region or its permissions.',
    closeCode: 1011,
    status: 502,
    blame: 'user',
  },
  TACET_SPOOL_FULL: {
    message: 'The spool is full: what the object store has not taken reaches recording.store.spoolMaxBytes.',
    closeCode: 1011,
    status: 507,
    blame: 'user',
  },
  TACET_KEY_WRONG: {
    message: 'The recording was sealed for other keys than this.',
    closeCode: 1011,
    status: 400,
    blame: 'user',
  },
  TACET_KEY_UNREADABLE: {
    message: 'The key file cannot be used.',
    closeCode: 1011,
    status: 400,
    blame: 'user',
  },
  TACET_KEY_EXISTS: {
    message: 'The key file is there already; it is never overwritten.',
    closeCode: 1011,
    status: 409,
    blame: 'user',
  },
  TACET_CALL_UNKNOWN: {
    message: 'There is no recording of this call.',
    closeCode: 1011,
    status: 404,
    blame: 'user',
  },
  TACET_CALL_ERASED: {
    message: 'The key of this call was destroyed: nobody can read it any more.',
    closeCode: 1011,
    status: 410,
    blame: 'user',
  },
  TACET_SEALED_DAMAGED: {
    message: 'Something of the recording is damaged or missing; what opens was kept.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_LEDGER_BROKEN: {
    message: 'The ledger of the call does not hold.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_AUDIT_INCOMPLETE: {
    message: 'Not everything could be audited; of the rest nothing is said.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_RECEIPT_BROKEN: {
    message: 'The receipt does not hold.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_CLOCK: {
    message: 'The clock does not fit what is in the store: nothing was erased.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_EXPOSED: {
    message: 'Others could reach this server, and nobody would be asked who they are.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_TLS: {
    message: 'The certificate or key of this server cannot be used.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_ACCESS_LOG: {
    message: 'The access log cannot be written, and without it nothing is shown.',
    closeCode: 1011,
    status: 503,
    blame: 'tacet',
  },
  TACET_PORT_IN_USE: {
    message: 'The address cannot be listened on.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
  TACET_MICROPHONE: {
    message: 'The microphone could not be opened.',
    closeCode: 1011,
    status: 500,
    blame: 'user',
  },
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof ERRORS;

export class TacetError extends Error {
  readonly code: ErrorCode;
  /** Names, counts and limits; never anything that was said, keyed or sent. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? ERRORS[code].message : `${ERRORS[code].message} (${detail})`, options);
    this.name = 'TacetError';
    this.code = code;
    this.detail = detail;
  }

  get closeCode(): number {
    return ERRORS[this.code].closeCode;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** The code of a TacetError, else TACET_INTERNAL: foreign messages are never passed on. */
export const codeOf = (error: unknown): ErrorCode =>
  error instanceof TacetError ? error.code : 'TACET_INTERNAL';
