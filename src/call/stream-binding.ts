/**
 * What Node's own streams move the bytes of a socket through, below everything that a stream is: where it is not
 * offered as it is known here, nothing of ours uses it.
 */

export interface WriteRequest {
  /** Once what had to wait has left, or never will. */
  oncomplete?: (status: number) => void;
  /** Keeps the bytes from being collected. */
  buffer?: Uint8Array;
}

export interface StreamBinding {
  readonly WriteWrap: new () => WriteRequest;
  readonly streamBaseState: Int32Array;
  /** Where in the state it stands whether the last write has to wait. */
  readonly kLastWriteWasAsync: number;
  /** Where it stands how many bytes were read, or why none. */
  readonly kReadBytesOrError: number;
}

const bindingOf = (): StreamBinding | undefined => {
  const { binding } = process as unknown as { readonly binding?: (name: string) => Partial<StreamBinding> };
  try {
    const found = binding?.call(process, 'stream_wrap');
    const isFit =
      typeof found?.WriteWrap === 'function' &&
      ArrayBuffer.isView(found.streamBaseState) &&
      typeof found.kLastWriteWasAsync === 'number' &&
      typeof found.kReadBytesOrError === 'number';
    return isFit ? (found as StreamBinding) : undefined;
  } catch {
    // A process with fewer permissions has none.
    return undefined;
  }
};

export const STREAM_BINDING = bindingOf();
