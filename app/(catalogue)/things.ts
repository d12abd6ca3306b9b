import { notFound } from 'next/navigation'
import { type GovernedKind, governedKindIn } from '@/components/governance/governed-kinds'

export interface ThingsParams {
  readonly things: string
}

/** What the pages of a folder are of; leads to "not found" where there are none. */
export const thingsIn = ({ things }: ThingsParams): GovernedKind => governedKindIn(things) ?? notFound()
