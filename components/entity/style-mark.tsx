import { Circle } from 'lucide-react'
import { SourceLink } from '@/components/entity/source-link'
import { colourFill } from '@/components/ui/badge'
import { later } from '@/components/ui/later'
import { colourWord, iconWord, isStyleIcon, styleIn } from '@/lib/model/fields/style'
import { webAddress } from '@/lib/model/fields/url'

// Few pages show one, and then one or two of them.
const LaterIcon = later(() => import('@/components/entity/style-icon').then((module) => module.StyleIcon))

/** A colour as a dot with a line round it; decoration, a word stands beside it. What is no colour is an empty ring. */
export const StyleDot = ({ color }: { color: string }) => (
  <span className="inline-flex shrink-0 fill-none text-muted">
    <Circle aria-hidden fill={colourFill(color)} className="size-3" />
  </span>
)

/** An icon by its name, with its room kept while it comes; nothing where there is no such icon. */
export const NamedIcon = ({ name }: { name: string }) =>
  isStyleIcon(name) ? (
    <span className="inline-flex size-4 shrink-0">
      <LaterIcon name={name} />
    </span>
  ) : null

/** What something looks like, beside its name. */
export function StyleMark({ style }: { style: unknown }) {
  const { color, iconURL } = styleIn(style)
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 text-muted">
      {color === '' ? null : <StyleDot color={color} />}
      <NamedIcon name={iconURL} />
    </span>
  )
}

/** The same in words. The address of a picture is a link: a picture from elsewhere would tell who looks at it. */
export function StyleWords({ style }: { style: unknown }) {
  const { color, iconURL } = styleIn(style)
  const icon = webAddress(iconURL) === undefined ? iconWord(iconURL) : <SourceLink url={iconURL} />
  const parts = [
    ...(color === '' ? [] : [{ key: 'colour', mark: <StyleDot color={color} />, word: colourWord(color) }]),
    ...(iconURL === '' ? [] : [{ key: 'icon', mark: <NamedIcon name={iconURL} />, word: icon }]),
  ]
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3">
      {parts.map(({ key, mark, word }) => (
        <span key={key} className="flex min-w-0 items-center gap-1.5">
          {mark}
          <span className="min-w-0 [overflow-wrap:anywhere]">{word}</span>
        </span>
      ))}
    </span>
  )
}
