/// <reference types="vite/client" />

// react-remove-scroll reads the nonce of the content security policy from here.
declare var __webpack_nonce__: string | undefined;
