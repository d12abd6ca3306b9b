import { cn } from '@/components/ui/cn'

// White text on each has a contrast of at least 4.5; the accent and the red of errors are not among them.
const colours = [
  '#7c3aed',
  '#0369a1',
  '#be185d',
  '#b45309',
  '#4d7c0f',
  '#4f46e5',
  '#86198f',
  '#57534e',
  '#0e7490',
  '#a16207',
] as const
const sizes = { sm: 'size-5 text-[11px]', md: 'size-6 text-xs', lg: 'size-8 text-sm' } as const

interface AvatarProps {
  name: string
  size?: keyof typeof sizes | undefined
  /** Round for a person, square for a group. */
  shape?: 'round' | 'square' | undefined
  className?: string | undefined
}

/** The first letter of a name on a colour that is always the same for that name. Decoration: the name stands beside it. */
export function Avatar({ name, size = 'sm', shape = 'round', className }: AvatarProps) {
  return (
    <span
      aria-hidden
      style={{ backgroundColor: colours[hash(name) % colours.length] }}
      className={cn(
        'inline-grid shrink-0 select-none place-items-center font-semibold text-[#fff] leading-none',
        shape === 'round' ? 'rounded-full' : 'rounded-sm',
        sizes[size],
        className,
      )}
    >
      {initial(name)}
    </span>
  )
}

// Made when a name asks for it, which few do: it takes a browser some 20 ms, of each first view.
let graphemes: Intl.Segmenter | undefined

/** First letter or digit, by grapheme, so that emoji and combining marks stay whole. */
export function initial(name: string): string {
  const parts = partsOf(name.trim())
  return (parts.find((part) => /[\p{L}\p{N}]/u.test(part)) ?? parts[0] ?? '?').toUpperCase()
}

function partsOf(text: string): string[] {
  if (/^[ -~]*$/.test(text)) return [...text]
  graphemes ??= new Intl.Segmenter()
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

function hash(text: string): number {
  let value = 0
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return value
}
