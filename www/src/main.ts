/** Entry point of the page: defines the element. */

import './viewer.js';
