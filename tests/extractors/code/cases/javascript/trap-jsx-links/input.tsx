import axios from 'axios';

export const Footer = () => (
  <footer>
    <a href="https://github.com/acme/shop">Source</a>
    <img src={'https://cdn.acme.io/logo.png'} />
  </footer>
);
