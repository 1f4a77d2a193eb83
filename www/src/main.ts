/** The page: everything is in the element. */

import './element/viewer.js';
