/** The options of every command that looks into a store. */
import type { Command } from 'commander';

/** Not `--directory`: the loader of a native package reads the command line, too, and takes that for itself. */
export const withStore = (command: Command): Command =>
  command
    .option('-s, --store <dir>', 'where recordings are kept (default: as configured)')
    .option('-c, --config <file>', 'configuration, YAML or JSON');
