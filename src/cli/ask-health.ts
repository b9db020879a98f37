/** Asks a server how it is. Imports nothing but Node's own: it runs every few seconds in a container. */
import { get, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';

export interface Health {
  readonly isGood: boolean;
  /** As the server says it. */
  readonly status: string;
}

export interface Question {
  readonly base: string;
  /** `/healthz`: whether it answers; `/readyz`: whether it takes calls. */
  readonly path: string;
  readonly timeoutMs: number;
  /** PEM: what is shown to a server that asks for a client certificate. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
  /**
   * Whether the server's certificate must be one that this machine trusts, for the name in the URL. Not for a server on
   * this machine: its certificate has other names, nothing secret is sent, and whoever has its port has the machine.
   */
  readonly isStranger: boolean;
}

/** What a client learns that should have shown a certificate (RFC 8446, section 6.2), or another one. */
const CERTIFICATE_WANTED =
  /certificate.?required|bad.?certificate|unknown.?ca|handshake.?failure|unsupported.?certificate/i;
const MOST_BYTES = 4_096;

export const askHealth = async (question: Question): Promise<Health> => {
  try {
    const { status, body } = await ask(question);
    const isGood = status >= 200 && status < 300;
    return { isGood, status: statusIn(body) ?? `HTTP ${String(status)}` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isAsked = CERTIFICATE_WANTED.test(`${code ?? ''} ${message}`);
    return { isGood: false, status: isAsked ? 'asks for a client certificate: --cert, --key' : 'no answer' };
  }
};

const statusIn = (body: string): string | undefined => {
  try {
    const { status } = JSON.parse(body) as { readonly status?: unknown };
    return typeof status === 'string' ? status : undefined;
  } catch {
    return undefined;
  }
};

const ask = ({
  base,
  path,
  timeoutMs,
  certificate,
  isStranger,
}: Question): Promise<{ readonly status: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const url = new URL(path, base);
    const common = { agent: false, signal: AbortSignal.timeout(timeoutMs) };
    const onAnswer = (answer: IncomingMessage): void => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => (body = (body + text).slice(0, MOST_BYTES)));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    };
    const request =
      url.protocol === 'https:'
        ? getSecurely(url, { ...common, ...certificate, rejectUnauthorized: isStranger }, onAnswer)
        : get(url, common, onAnswer);
    request.on('error', reject);
  });
