import theme from "vitepress/theme-without-fonts";
import "./style.css";

// VitePress wants its theme as a default export.
export default theme;
