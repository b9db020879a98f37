/**
 * What takes spans over OTLP/HTTP (JSON): a real server, on a port of its own. Webhooks may be sent to it as well.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { within } from './rtp-client.js';

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
}
interface Attribute {
  readonly key: string;
  readonly value: Value;
}

/** As the OTLP specification has it, in JSON; times are in nanoseconds. */
interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number };
}
interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

export interface ReceivedSpan extends Omit<WireSpan, 'attributes'> {
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
}

const valueOf = ({ stringValue, intValue, doubleValue }: Value): string | number | undefined =>
  stringValue ?? (intValue === undefined ? doubleValue : Number(intValue));

export const attributesIn = (attributes: readonly Attribute[]): ReceivedSpan['attributes'] =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

const running = new Set<OtlpReceiver>();

export class OtlpReceiver {
  /** Everything that it was sent, as it came. */
  readonly bodies: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  hooks = 0;
  readonly #server: Server;
  #wake: () => void = () => undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.url === '/hook') this.hooks++;
        else {
          this.headers.push(request.headers);
          this.bodies.push(Buffer.concat(parts).toString());
        }
        response.setHeader('content-type', 'application/json').end('{}');
        this.#wake();
      });
    });
  }

  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    running.add(receiver);
    return receiver;
  }

  /** For after each test. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map((receiver) => receiver.stop()));
  }

  url(path: string): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}${path}`;
  }

  get spans(): readonly ReceivedSpan[] {
    return this.bodies
      .flatMap((body) => (JSON.parse(body) as Body).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      .map((span) => ({ ...span, attributes: attributesIn(span.attributes) }));
  }

  named(name: string): readonly ReceivedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  /** Waits until what came makes `isIt` true. */
  async until(isIt: () => boolean, what: string): Promise<void> {
    const came = async (): Promise<void> => {
      while (!isIt())
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    };
    await within(came(), what, 60_000);
  }

  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
