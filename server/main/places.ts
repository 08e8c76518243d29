// What lies where in a relay's data directory (docs/operations.md).
import { join, resolve } from 'node:path';

export type Places = {
  readonly dataDir: string;
  readonly config: string;
  readonly key: string;
  readonly trustCard: string;
  readonly uploads: string;
  readonly operatorSocket: string;
};

export function placesIn(directory: string): Places {
  const dataDir = resolve(directory);
  const at = (name: string): string => join(dataDir, name);
  return {
    dataDir,
    config: at('config.json'),
    key: at('relay.key'),
    trustCard: at('rogatory.json'),
    uploads: at('uploads'),
    operatorSocket: at('operator.sock'),
  };
}
