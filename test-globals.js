/**
 * Makes the built-in objects that a module names constants of that module while Jest runs it.
 *
 * Jest runs each test file in a `vm` context of its own, where every mention of a global goes through an interceptor of
 * Node: a loop that says `Math.round` for each sample takes several times as long as outside of Jest. Jest's own
 * `sandboxInjectedGlobals` does this for CommonJS only. What tests replace (`Uint8Array`) or may replace
 * (`Date`, timers, `process`) is left alone.
 */
const NAMES = [
  ...['Array', 'BigInt', 'Buffer', 'DataView', 'Map', 'Math', 'Number', 'Object', 'Set', 'String', 'Symbol'],
  ...['Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array'],
  ...['Uint16Array', 'Uint32Array'],
];
const NAMED = new RegExp(`\\b(?:${NAMES.join('|')})\\b`, 'g');
/** Where a module has its own thing of this name, that one is meant. */
const DECLARED = new RegExp(
  `(?:\\b(?:const|let|var|class|function) |\\bimport\\b[^;]*\\b)(${NAMES.join('|')})\\b`,
  'g',
);

/** On the first line, so that every line keeps its number. */
const withConstants = (source) => {
  const own = new Set([...source.matchAll(DECLARED)].map(([, name]) => name));
  const names = [...new Set(source.match(NAMED))].filter((name) => !own.has(name));
  return names.length === 0 || source.startsWith('#!')
    ? source
    : `const { ${names.join(', ')} } = globalThis; ${source}`;
};

const isModule = (source) => /^(?:import|export)\b/m.test(source);

export default { process: (source) => ({ code: isModule(source) ? withConstants(source) : source }) };
