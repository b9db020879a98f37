/** What Tacet uses of sherpa-onnx-node 1.13.8, which brings no types of its own and is installed by whoever wants it. */
declare module 'sherpa-onnx-node' {
  export interface SherpaStream {
    acceptWaveform(audio: { readonly samples: Float32Array; readonly sampleRate: number }): void;
  }
  export interface SherpaRecognizer {
    createStream(): SherpaStream;
    isReady(stream: SherpaStream): boolean;
    decode(stream: SherpaStream): void;
    isEndpoint(stream: SherpaStream): boolean;
    reset(stream: SherpaStream): void;
    getResult(stream: SherpaStream): unknown;
  }
  export interface SherpaConfig {
    readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
    readonly modelConfig: object;
    readonly decodingMethod: 'greedy_search';
    readonly enableEndpoint: boolean;
    readonly rule1MinTrailingSilence: number;
    readonly rule2MinTrailingSilence: number;
    readonly rule3MinUtteranceLength: number;
  }
  /** CommonJS: `default` is what it exports. */
  export interface SherpaLibrary {
    readonly OnlineRecognizer: new (config: SherpaConfig) => SherpaRecognizer;
  }
  const sherpa: SherpaLibrary;
  export { sherpa as default };
}
