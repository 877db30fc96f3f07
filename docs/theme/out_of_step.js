// What Doxygen and doxygen-awesome-css leave out for those who use a keyboard or a screen reader:
// landmarks, the page's heading, names of fields and buttons, buttons that can be pressed by key.
// Both build parts of the page while it runs, so this looks again whenever something has been added.
(() => {
    'use strict';

    const switches = 'doxygen-awesome-dark-mode-toggle, doxygen-awesome-fragment-copy-button';
    const missing = [
        ['#top', { role: 'banner' }],
        ['#side-nav', { role: 'navigation', 'aria-label': 'All pages' }],
        ['#doc-content', { role: 'main' }],
        ['#nav-path', { role: 'contentinfo' }],
        ['.headertitle .title', { role: 'heading', 'aria-level': '1' }],
        ['#MSearchField', { 'aria-label': 'Search' }],
        ['#MSearchClose', { 'aria-label': 'Close the search' }],
        ['#MSearchResults', { title: 'Search results' }],
        // The empty corner of a table is no heading.
        ['th:empty', { role: 'cell' }],
        [switches, { role: 'button', tabindex: '0' }],
    ];

    function set(element, name, value) {
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }

    function mend() {
        for (const [selector, attributes] of missing) {
            for (const element of document.querySelectorAll(selector)) {
                for (const name in attributes) set(element, name, attributes[name]);
            }
        }
        const dark = document.documentElement.classList.contains('dark-mode');
        for (const toggle of document.querySelectorAll('doxygen-awesome-dark-mode-toggle')) {
            set(toggle, 'aria-label', 'Dark mode');
            set(toggle, 'aria-pressed', String(dark));
        }
        for (const arrow of document.querySelectorAll('#nav-tree .arrow')) {
            const label = arrow.closest('.item').querySelector('.label');
            if (arrow.parentElement.tagName !== 'A' || !label) continue;
            set(arrow.parentElement, 'aria-label', 'Pages below ' + label.textContent);
            set(arrow.parentElement, 'aria-expanded', String(arrow.textContent === '\u25bc'));
        }
    }

    // Doxygen's lists of names have a title in the window's frame alone, and headings of the third level below it.
    function giveHeading() {
        const contents = document.querySelector('.contents');
        if (!contents || document.querySelector('.headertitle .title')) return;
        const heading = document.createElement('h1');
        heading.textContent = document.title.replace(/^[^:]*: /, '');
        for (const letter of contents.querySelectorAll('h3')) set(letter, 'aria-level', '2');
        contents.prepend(heading);
    }

    // What is wider than its frame can be scrolled by key once it can have the focus.
    function reachWhatScrolls() {
        for (const element of document.querySelectorAll('.contents .fragment, .contents table, .contents tbody')) {
            const scrolls = element.scrollWidth > element.clientWidth &&
                ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
            if (scrolls) set(element, 'tabindex', '0');
            else element.removeAttribute('tabindex');
        }
    }

    document.addEventListener('DOMContentLoaded', () => {
        giveHeading();
        mend();
        new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    });
    // Paper is light.
    let wasDark = false;
    window.addEventListener('beforeprint', () => {
        wasDark = document.documentElement.classList.contains('dark-mode');
        document.documentElement.classList.remove('dark-mode');
    });
    window.addEventListener('afterprint', () => {
        if (wasDark) document.documentElement.classList.add('dark-mode');
    });

    window.addEventListener('load', reachWhatScrolls);
    window.addEventListener('resize', reachWhatScrolls);
    document.addEventListener('keydown', event => {
        if ((event.key !== 'Enter' && event.key !== ' ') || !event.target.matches(switches)) return;
        event.preventDefault();
        event.target.click();
    });
})();
