for (const b of document.querySelectorAll('.copy')) {
  const field = b.parentNode.querySelector('input'), said = document.getElementById('said');
  b.hidden = false;
  field.onfocus = () => field.select();
  b.onclick = async () => {
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand('copy'); }
    b.classList.add('done');
    said.textContent = '';
    setTimeout(() => { said.textContent = said.dataset.text; }, 50);
    setTimeout(() => b.classList.remove('done'), 2000);
  };
}
