export { EntityLayout as default } from '@/app/(catalogue)/entity-page'
