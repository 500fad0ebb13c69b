"""Files by commands: what may not come into a file is refused before anything is written."""

from quality_desktop.cli import main


def test_the_state_of_another_district_is_not_brought_back(tmp_path, capsys):
    own, other = tmp_path / "w.quality", tmp_path / "z.quality"
    assert main(["new", str(own), "--sample", "lesosibirsk"]) == 0
    assert main(["new", str(other), "--sample", "zaoksky"]) == 0
    capsys.readouterr()
    assert main(["documents", str(own)]) == 0
    papers = capsys.readouterr().out
    assert main(["restore", str(own), "--from", str(other)]) == 1
    refused = capsys.readouterr()
    assert refused.out == ""
    (said,) = refused.err.strip().splitlines()
    assert "«z.quality» – это данные района «Заокский район», а открыт файл района «" in said
    assert main(["documents", str(own)]) == 0
    assert capsys.readouterr().out == papers
