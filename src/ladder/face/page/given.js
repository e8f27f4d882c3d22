// What this page draws: a picture that is whole, in the page itself.

const data = JSON.parse(document.getElementById("data").textContent);
