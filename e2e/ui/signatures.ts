/** What axe's rules look at in an element, but for its words: of two that have the same, both are clean or neither is. */

export interface Signed {
  readonly element: Element
  readonly parent: Element | undefined
  /** Of what it is, what it stands in, and what stands in it. */
  signature: string
}

/**
 * Signs each element, leaves that in `window.signed`, and gives the signatures. It runs in the page, and calls nothing that
 * is not within itself. What has the same signature under another seed is something else.
 */
export function signElements(seed: string): string[] {
  const notShown = new Set(['SCRIPT', 'STYLE', 'LINK', 'NOSCRIPT', 'TEMPLATE'])
  const byValue = /^(role|type|class|tabindex|lang|dir|autocomplete|scope|http-equiv|content)$/
  const byWords = /^(aria-label|aria-roledescription|alt|title|placeholder|value|href|label)$/
  const byTarget =
    /^(for|form|headers|aria-(labelledby|describedby|controls|owns|details|errormessage|flowto|activedescendant))$/

  const isLaid = /absolute|fixed|sticky/

  /** 53 bits of the text (cyrb53). */
  function hash(text: string): string {
    let a = 0xdeadbeef
    let b = 0x41c6ce57
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      a = Math.imul(a ^ code, 2654435761)
      b = Math.imul(b ^ code, 1597334677)
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
  }

  /** A single letter is judged otherwise than words, and so are signs without letters. */
  function kindOfText(text: string | null): string {
    const trimmed = text?.trim() ?? ''
    if (trimmed.length < 2) return ['blank', 'letter'][trimmed.length] ?? ''
    return /[\p{L}\p{N}]/u.test(trimmed) ? 'words' : 'signs'
  }
  const named = '[aria-label]:not([aria-label=""]), [alt]:not([alt=""]), [title]:not([title=""])'
  const hasName = (element: Element | null) =>
    element !== null &&
    (kindOfText(element.textContent) !== 'blank' || element.matches(named) || element.querySelector(named) !== null)

  const ids = new Map<string, number>()
  for (const { id } of document.querySelectorAll('[id]')) ids.set(id, (ids.get(id) ?? 0) + 1)

  function attribute({ name, value }: Attr): string {
    if (byValue.test(name)) return `${name}=${value}`
    if (byWords.test(name)) return `${name}=${kindOfText(value) === 'blank'}`
    if (byTarget.test(name)) {
      const targets = value.split(/\s+/).map((id) => document.getElementById(id))
      return `${name}=${targets.map((target) => target && hasName(target))}`
    }
    if (name === 'id') return `id=${(ids.get(value) ?? 0) > 1}`
    if (name === 'style') return `style=${value.includes('!important')}`
    return name.startsWith('aria-') ? `${name}=${value.replace(/\d+/g, '0')}` : name
  }

  // Of what is pressed: what is too small or under another is judged by how they stand to each other.
  const pressed = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && box.height > 0)
    .map(({ element, box: { left, right, top, bottom, width, height } }) => {
      const [x, y] = [Math.max(0, 24 - width) / 2, Math.max(0, 24 - height) / 2]
      return { element, left: left - x, right: right + x, top: top - y, bottom: bottom + y }
    })
  const crowds = new Map<Element, string>()
  for (const one of pressed)
    for (const other of pressed)
      if (
        one.left < other.right &&
        other.left < one.right &&
        one.top < other.bottom &&
        other.top < one.bottom &&
        !one.element.contains(other.element) &&
        !other.element.contains(one.element)
      ) {
        const sides = [one.right - one.left, other.left - one.left, other.right - one.left]
        sides.push(one.bottom - one.top, other.top - one.top, other.bottom - one.top)
        crowds.set(one.element, `${crowds.get(one.element) ?? ''} ${sides.map(Math.round)}`)
      }

  function signOne(element: Element, style: CSSStyleDeclaration): string {
    const { width, height } = element.getBoundingClientRect()
    const isCut = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    const labels = element instanceof HTMLInputElement ? (element.labels ?? []) : []
    return [
      element.localName,
      [...element.attributes].map(attribute).sort(),
      [style.display, style.visibility, style.position, style.opacity, style.filter, style.mixBlendMode],
      [style.color, style.backgroundColor, style.backgroundImage, style.textShadow, style.textDecorationLine],
      [style.fontSize, style.fontWeight],
      Math.min(width, height) < 1 ? 'empty' : Math.min(width, height) < 24 ? 'small' : '',
      crowds.get(element),
      /auto|scroll/.test(style.overflow) && isCut,
      kindOfText(texts.map((node) => node.textContent).join('')),
      [...labels].map(hasName),
    ].join('|')
  }

  const signed: Signed[] = []
  /** Gives what it is and what stands in it. */
  function sign(element: Element, parent: Element | undefined, above: string, style: CSSStyleDeclaration, own: string) {
    const one = { element, parent, signature: '' }
    signed.push(one)
    const isWhole = element.localName === 'svg' || style.display === 'none'
    const children = (isWhole ? [] : [...(element.shadowRoot?.children ?? []), ...element.children])
      .filter(({ tagName }) => !notShown.has(tagName))
      .map((child) => ({ child, style: getComputedStyle(child) }))
      .map((given) => ({ ...given, own: signOne(given.child, given.style) }))
    // What is laid under or over its neighbours may be their ground; over the page itself lie dialogs and notes.
    const laid = element === document.body ? [] : children.filter((given) => isLaid.test(given.style.position))
    const here = hash(`${above} ${own} ${[...new Set(laid.map((given) => given.own))]}`)
    const inside: string[] = children.map((given) => sign(given.child, element, here, given.style, given.own))
    // How many rows of a kind there are matters to no rule; how many cells a row has does.
    const kinds = element.localName === 'tr' ? inside : [...new Set(inside)]
    const whole = hash(`${own} ${isWhole ? element.querySelector('title') !== null : kinds}`)
    one.signature = hash(`${above} ${whole}`)
    return whole
  }
  const top = document.documentElement
  const style = getComputedStyle(top)
  sign(top, undefined, seed, style, signOne(top, style))
  Object.assign(window, { signed })
  return [...new Set(signed.map(({ signature }) => signature))]
}
