'use client'

import { createContext } from 'react'

/** In which language the server writes dates: what the reader has chosen, which the browser finds in the page. */
export const ServerDates = createContext<string | undefined>(undefined)
