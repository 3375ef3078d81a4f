// fetch('https://api.vendor.com')
/* see https://docs.vendor.com */
console.log('listening on https://app.acme.io');
const map = new Map();
map.get('https');
fetch;
