"""Files made on the fly: PDF and Word written by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO


def pdf_bytes(pages: list[list[str]], encrypt: str = "") -> bytes:
    """A PDF of pages of lines, written by hand. ``encrypt``: the object that says how."""
    count = len(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{4 + 2 * n} 0 R' for n in range(count))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 72 720 Td\n{shown}ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    trailer = f"/Root 1 0 R/Size {len(objects) + 1}"
    if encrypt:
        objects.append(encrypt)
        trailer = f"/Root 1 0 R/Size {len(objects) + 1}/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    out, places = "%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<<{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out.encode("latin-1")


def docx_bytes(body: str, title: str = "") -> bytes:
    """A Word file with this XML in its body."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2)
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
            "</Relationships>",
        )
        out.writestr("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")
        out.writestr("word/styles.xml", f"<w:styles {word}>{styles}</w:styles>")
        if title:
            out.writestr("docProps/core.xml", f"<c xmlns:dc='d'><dc:title>{title}</dc:title></c>")
    return packed.getvalue()
