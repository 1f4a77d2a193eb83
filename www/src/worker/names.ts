/**
 * Names of files as messages show them: not too long, and without the credentials in them, by the rule of the engine,
 * which the page does not know.
 */

import { type Place, shortName } from '../shared/source-file.js';
import type { EngineHost } from './host.js';

/** Asks again only for a name that differs from the one before, as the files of a folder follow each other. */
class Asked {
  #name = '';
  #masked = '';

  masked(name: string, host: EngineHost): string {
    if (name !== this.#name) {
      this.#name = name;
      this.#masked = shortName(host.run((engine) => engine.maskedName(name)));
    }
    return this.#masked;
  }
}

export class Names {
  readonly #host: EngineHost;
  readonly #folder = new Asked();
  readonly #name = new Asked();

  constructor(host: EngineHost) {
    this.#host = host;
  }

  masked(name: string): string {
    return this.#name.masked(name, this.#host);
  }

  /** Both names of a place. */
  maskedPlace({ folder, name }: Place): Place {
    return { folder: this.#folder.masked(folder, this.#host), name: this.masked(name) };
  }
}
