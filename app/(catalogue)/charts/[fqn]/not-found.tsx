import { NamedNotFound } from '@/components/catalogue/named-not-found'
import { nameInAddress } from '@/lib/http/page'

export default async function ChartNotFound() {
  return <NamedNotFound kind="charts" asked={await nameInAddress()} />
}
