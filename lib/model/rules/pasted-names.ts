/** A run of quoted parts and other characters; a separator inside quotes belongs to the name. */
const oneName = /(?:"(?:[^"\n\r]|"")*"|[^;\t\n\r])+/g

/**
 * Many names out of a pasted text: one per line, or separated by tabs or semicolons, as spreadsheets and our own exports
 * give them. Each name once, in order.
 */
export function pastedNames(text: string): string[] {
  const names = (text.match(oneName) ?? []).map((name) => name.trim())
  return [...new Set(names.filter((name) => !/^"*$/.test(name)))]
}
