/** The page: everything is in the element. */

import './viewer.js';
