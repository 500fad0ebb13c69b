from quality_desktop.domain.changes import Changes


def test_no_touched_kind_means_nothing_changed():
    assert not Changes()
    assert Changes(kinds=frozenset({"person"}))


def test_a_view_learns_whether_its_kinds_were_touched():
    changes = Changes(kinds=frozenset({"person", "unit"}))
    assert changes.touches("school", "unit")
    assert not changes.touches("school")


def test_two_changes_together_keep_the_first_intent():
    both = Changes(kinds=frozenset({"a"}), intent="Первая") | Changes(
        kinds=frozenset({"b"}), intent="Вторая"
    )
    assert both == Changes(kinds=frozenset({"a", "b"}), intent="Первая")
