import { chartList } from '@/components/catalogue/list-kinds'
import { NamedNotFound } from '@/components/catalogue/named-not-found'
import { nameInAddress } from '@/lib/http/page'

export default async function ChartNotFound() {
  return <NamedNotFound kind={chartList} asked={await nameInAddress()} />
}
