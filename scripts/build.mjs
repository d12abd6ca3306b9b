// `npm run build`: what `npm start` does before it serves, for images and machines that are prepared beforehand.
import { build, installDependencies } from './prepare.mjs'

installDependencies()
build()
