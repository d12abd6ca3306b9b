import { NamedNotFound } from '@/components/catalogue/named-not-found'

export default function ChartNotFound() {
  return <NamedNotFound kind="charts" />
}
