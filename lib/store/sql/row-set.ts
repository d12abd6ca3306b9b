/** Rows by their place (`seq`), a bit each. */
export class RowSet {
  #words = new Uint32Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  set(seq: number, isIn: boolean): void {
    const at = seq >>> 5
    if (at >= this.#words.length) {
      if (!isIn) return
      const larger = new Uint32Array(Math.max(at + 1, this.#words.length * 2))
      larger.set(this.#words)
      this.#words = larger
    }
    const word = this.#words[at] ?? 0
    const bit = 1 << (seq & 31)
    if (((word & bit) !== 0) === isIn) return
    this.#words[at] = word ^ bit
    this.#size += isIn ? 1 : -1
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.#words.length; at += 1)
      for (let word = this.#words[at] ?? 0; word !== 0; word &= word - 1) yield at * 32 + 31 - Math.clz32(word & -word)
  }
}
