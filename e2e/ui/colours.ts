/** What the contrast of a text depends on: of two that have the same, both are clean or neither is. */

export interface Coloured {
  readonly element: HTMLElement
  /** On each ground. */
  readonly light: string
  readonly dark: string
}

export interface Colours {
  readonly texts: readonly Coloured[]
  /** Draws the page on a ground, at once; without one as it was. */
  show(ground?: 'light' | 'dark'): void
}

interface Ground {
  readonly paints: string
  readonly effects: string
}

/**
 * Says of each text and each field how it is drawn and on what, and leaves that in `window.colours`; gives what there is of
 * it, each once. It runs in the page, and calls nothing that is not within itself.
 */
export function signColours(): string[] {
  /** A single letter is judged otherwise than words, and so are signs without letters. */
  function kindOf(text: string): string {
    if (text.length < 2) return 'letter'
    return /[\p{L}\p{N}]/u.test(text) ? 'words' : 'signs'
  }
  const paint = ({ backgroundColor, backgroundImage }: CSSStyleDeclaration): string =>
    `${backgroundColor === 'rgba(0, 0, 0, 0)' ? '' : backgroundColor}${backgroundImage === 'none' ? '' : backgroundImage}`

  const texts = [...document.body.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    if (element.matches('script, style, template, noscript, input[type=hidden]')) return []
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    const text = own
      .map(({ nodeValue }) => nodeValue)
      .join('')
      .trim()
    const isColoured = text !== '' || element.matches('input, select, textarea')
    return isColoured && element.checkVisibility({ visibilityProperty: true }) ? [{ element, text }] : []
  })

  function sign(ground: 'light' | 'dark'): string[] {
    show(ground)
    const grounds = new Map<Element, Ground>()
    /** What something stands on, with what is laid under or over its neighbours; over the page itself lie dialogs and notes. */
    function groundOf(element: Element): Ground {
      const known = grounds.get(element)
      if (known !== undefined) return known
      const style = getComputedStyle(element)
      const others = element === document.body ? [] : [...element.children].map((child) => getComputedStyle(child))
      const laid = new Set(others.filter(({ position }) => /absolute|fixed|sticky/.test(position)).map(paint))
      const own = [paint(style), ...laid].filter((part) => part !== '').join(' ')
      const above = element.parentElement === null ? { paints: '', effects: '' } : groundOf(element.parentElement)
      const ground = {
        // Nothing is seen through what is opaque.
        paints: /^rgb\([^)]*\)$/.test(own) ? own : own === '' ? above.paints : `${above.paints} < ${own}`,
        effects: `${above.effects}${style.opacity}${style.filter}${style.mixBlendMode}`.replace('1nonenormal', ''),
      }
      grounds.set(element, ground)
      return ground
    }
    return texts.map(({ element, text }) => {
      const style = getComputedStyle(element)
      const { paints, effects } = groundOf(element)
      const control = element instanceof HTMLLabelElement ? element.control : element
      const isLarge = Number.parseFloat(style.fontSize) >= 18
      return [
        ground,
        paints,
        effects,
        style.color,
        isLarge && [style.fontSize, style.fontWeight],
        style.textShadow,
        control?.matches(':disabled, [aria-disabled=true]'),
        kindOf(text),
      ].join('|')
    })
  }

  const root = document.documentElement
  const { theme } = root.dataset
  // Colours that fade would be those of before.
  const still = document.createElement('style')
  still.textContent = '* { transition: none !important }'
  function show(ground?: 'light' | 'dark') {
    if (ground === undefined) still.remove()
    else document.head.append(still)
    const shown = ground ?? theme
    if (shown === undefined) delete root.dataset.theme
    else root.dataset.theme = shown
  }

  const light = sign('light')
  const dark = sign('dark')
  show()
  const coloured = texts.map(({ element }, at): Coloured => ({ element, light: light[at] ?? '', dark: dark[at] ?? '' }))
  Object.assign(window, { colours: { texts: coloured, show } satisfies Colours })
  return [...new Set([...light, ...dark])]
}
