import { serviceList } from '@/components/catalogue/list-kinds'
import { NamedNotFound } from '@/components/catalogue/named-not-found'
import { nameInAddress } from '@/lib/http/page'

export default async function ServiceNotFound() {
  return <NamedNotFound kind={serviceList} asked={await nameInAddress()} />
}
