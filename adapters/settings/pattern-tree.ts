import { ALL, bit, lowest, NAMED, range } from './sign-sets.ts';

/** A regular expression taken apart, as far as is needed to tell how long it may take. */
export type Tree =
  | { readonly is: 'set'; readonly set: bigint }
  | { readonly is: 'all'; readonly parts: readonly Tree[] }
  | { readonly is: 'one'; readonly parts: readonly Tree[] }
  | { readonly is: 'repeat'; readonly part: Tree; readonly least: number; readonly most: number }
  /** Looks ahead or behind and takes nothing. */
  | { readonly is: 'look'; readonly part: Tree };

const EMPTY: Tree = { is: 'all', parts: [] };

/** Of a pattern that compiles. Undefined for what this does not follow: references to what was matched before, and sets by property. */
export const treeOf = (source: string, ignoreCase = false): Tree | undefined => {
  const reader = new Reader(source, ignoreCase);
  const tree = reader.either();
  return reader.lost || !reader.atEnd ? undefined : tree;
};

class Reader {
  readonly #text: string;
  readonly #ignoreCase: boolean;
  #at = 0;
  lost = false;

  constructor(text: string, ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  either(): Tree {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? (parts[0] ?? EMPTY) : { is: 'one', parts };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (!this.atEnd && !/[|)]/.test(this.#next)) parts.push(this.#repeated(this.#atom()));
    return { is: 'all', parts };
  }

  get #next(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(text: string): boolean {
    const there = this.#text.startsWith(text, this.#at);
    if (there) this.#at += text.length;
    return there;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#text.slice(this.#at));
    this.#at += found?.[0].length ?? 0;
    return found ?? undefined;
  }

  #repeated(part: Tree): Tree {
    const [sign, least, comma, most] = this.#match(/^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/) ?? [];
    if (sign === undefined) return part;
    if (sign.startsWith('*')) return { is: 'repeat', part, least: 0, most: Number.POSITIVE_INFINITY };
    if (sign.startsWith('+')) return { is: 'repeat', part, least: 1, most: Number.POSITIVE_INFINITY };
    if (sign.startsWith('?')) return { is: 'repeat', part, least: 0, most: 1 };
    const open = most === '' ? Number.POSITIVE_INFINITY : Number(most);
    return { is: 'repeat', part, least: Number(least), most: comma === undefined ? Number(least) : open };
  }

  #atom(): Tree {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#match(/^(?:[$^]|\\[bB])/)) return EMPTY;
    if (this.#take('.')) return { is: 'set', set: ALL & ~(bit(10) | bit(13)) };
    return this.#folded(this.#sign());
  }

  #group(): Tree {
    const looks = this.#match(/^\?<?[=!]/) !== undefined;
    if (!looks) this.#match(/^\?(?::|<[A-Za-z_$][\w$]*>)/);
    const part = this.either();
    if (!this.#take(')')) this.lost = true;
    return looks ? { is: 'look', part } : part;
  }

  #class(): Tree {
    const inverted = this.#take('^');
    let set = 0n;
    while (!this.atEnd && !this.#take(']')) {
      const from = this.#sign();
      const to = this.#match(/^-(?=[^\]])/) === undefined ? undefined : this.#sign();
      set |= to === undefined ? from : from | to | range(lowest(from), lowest(to));
    }
    const folded = this.#folded(set);
    return inverted && folded.is === 'set' ? { is: 'set', set: ALL & ~folded.set } : folded;
  }

  /** One sign, or one of a named set. */
  #sign(): bigint {
    if (!this.#take('\\')) return bit(this.#character().codePointAt(0) ?? 0);
    const [, hex] = this.#match(/^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/) ?? [];
    const code = hex ?? undefined;
    if (code !== undefined) return bit(Number.parseInt(code, 16));
    if (/[1-9kpP]/.test(this.#next)) this.lost = true;
    const sign = this.#character();
    return NAMED[sign] ?? bit(sign.codePointAt(0) ?? 0);
  }

  #character(): string {
    const sign = this.#next;
    this.#at += 1;
    return sign;
  }

  #folded(set: bigint): Tree {
    if (!this.#ignoreCase) return { is: 'set', set };
    const big = set & range(65, 90);
    const small = set & range(97, 122);
    return { is: 'set', set: set | (big << 32n) | (small >> 32n) };
  }
}
