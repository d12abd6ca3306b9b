/** What something looks like: a colour and an icon. Elsewhere `iconURL` may be the address of a picture; it is kept. */
import { labelFrom } from '@/lib/model/fields/field'
import type { Kind } from '@/lib/model/fields/kind'
import { object } from '@/lib/model/fields/object'
import { isRecord } from '@/lib/model/rules/is-record'

/** Told apart from each other on light and dark ground. */
export const styleColours: Readonly<Record<string, string>> = {
  Red: '#e5484d',
  Orange: '#f2711c',
  Yellow: '#f5c518',
  Green: '#30a46c',
  Teal: '#12a5b5',
  Blue: '#2f6feb',
  Purple: '#8e4ec6',
  Pink: '#e93d9a',
  Brown: '#8f5b34',
  Grey: '#808080',
}

/** As they are stored; what each looks like is in `components/entity/style-icon.tsx`. */
export const styleIcons = [
  'Archive',
  'Bookmark',
  'Building',
  'Calendar',
  'ChartColumn',
  'Coins',
  'Database',
  'Eye',
  'Flag',
  'Beaker',
  'Globe',
  'Heart',
  'Key',
  'Leaf',
  'Lock',
  'Megaphone',
  'Rocket',
  'Shield',
  'ShoppingCart',
  'Star',
  'Table',
  'Tag',
  'Truck',
  'Users',
] as const
export type StyleIconName = (typeof styleIcons)[number]

export const isStyleIcon = (name: string): name is StyleIconName => styleIcons.some((icon) => icon === name)

/** Colour and icon of a stored value; empty where it has none. */
export function styleIn(value: unknown): { readonly color: string; readonly iconURL: string } {
  const { color, iconURL } = isRecord(value) ? value : {}
  return { color: typeof color === 'string' ? color : '', iconURL: typeof iconURL === 'string' ? iconURL : '' }
}

/** "Red", or the colour as it is written. */
export const colourWord = (color: string): string =>
  Object.keys(styleColours).find((name) => styleColours[name] === color.toLowerCase()) ?? color

/** "Shopping cart", or what else is kept as an icon, as it is written. */
export const iconWord = (icon: string): string => (isStyleIcon(icon) ? labelFrom(icon) : icon)

export const style: Kind = {
  ...object,
  words: (value) => {
    const { color, iconURL } = styleIn(value)
    return [
      ...(color === '' ? [] : [colourWord(color)]),
      ...(iconURL === '' ? [] : [`icon ${iconWord(iconURL)}`]),
      ...(isRecord(value) && isRecord(value.coverImage) ? [`cover image ${value.coverImage.url ?? ''}`.trim()] : []),
    ]
  },
  problem: (draft) =>
    !isRecord(draft) || draft.color === undefined || /^#[\da-f]{6}$/i.test(String(draft.color))
      ? undefined
      : 'A colour of its own is written as # and six digits or letters from a to f, such as #1f6feb.',
}
